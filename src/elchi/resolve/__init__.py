"""Who is who: names, persons and visits compared with reasons."""
