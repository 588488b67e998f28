-- rowid = tenant × 2^32 + the hazard's running number; tokens carry the tenant (t17消防). Rebuildable from the cell.
CREATE VIRTUAL TABLE hazard_search USING fts5 (v, tokenize = 'unicode61', content = '', contentless_delete = 1);
