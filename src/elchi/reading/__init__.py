"""Report to reading: mentions, dates, persons, visits, activities, documents."""
