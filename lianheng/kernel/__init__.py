"""Values and words that every floor may use; knows neither Django nor the database."""
