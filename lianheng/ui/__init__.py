"""The frame, the components, the table and the print sheet that every page stands in; no models."""
