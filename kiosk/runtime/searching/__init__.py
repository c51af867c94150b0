"""Finding a service item by what a person types. Nothing here keeps, writes or tells a query."""
