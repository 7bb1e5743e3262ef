"""The rules of a summit as pure functions on frozen values: texts, counts, majorities, speakers."""
