"""What is shown: the page as data (page, summary, comparison), HTML, JSON and CSV. Each is opened by its own module."""
