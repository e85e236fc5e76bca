"""What every door on a terminal shares: reading options, writing reports, telling of trouble."""
