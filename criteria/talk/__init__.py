"""Talk: what members say under criteria and resources, and how it is kept decent."""
