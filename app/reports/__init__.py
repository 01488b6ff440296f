"""The report: context as plain data, forms, rendering, preview."""
