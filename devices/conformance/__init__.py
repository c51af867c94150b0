"""What every driver of a kind must do: one suite a kind, for our CI and for drivers of third parties alike."""
