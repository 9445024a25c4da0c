"""工作交接: a post changes hands; what is open in it is listed, and three people sign."""
