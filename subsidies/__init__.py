"""The subsidy catalogue as a living thing: records with a history, edited by bureaus, published by a second person."""
