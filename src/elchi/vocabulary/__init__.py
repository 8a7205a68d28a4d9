"""Language-neutral lists: countries, cities, offices, bodies, ranks, kinds of visits and activities."""
