CREATE INDEX items_by_url ON items (url) WHERE url != '';
