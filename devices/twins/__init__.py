"""What the virtual devices are made of; development only, refused in production through the drivers' flag."""
