"""What counts as right when a reading is scored against gold."""
