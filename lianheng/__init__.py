"""廉衡 Lianheng: a district commission helps its grassroots bodies do their duty, and sees that they do."""
