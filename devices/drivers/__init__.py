"""One file a driver, each exporting DRIVER; drivers never import each other."""
