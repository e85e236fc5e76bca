"""Django: migrations, their operations and fields."""
