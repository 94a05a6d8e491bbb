"""The sections of a career's page that are made of facts: one module each, without the database."""
