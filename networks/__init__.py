"""Who takes part: networks of procurers per country or region, and their organisations."""
