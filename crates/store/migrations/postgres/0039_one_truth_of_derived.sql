-- A ledger restored and not yet derived says so in its chain head, where a ledger of which a little is missing says it too: 0.
UPDATE chain_head SET derived = 0 WHERE EXISTS
  (SELECT 1 FROM setting WHERE setting.bureau_id = chain_head.bureau_id AND setting.name = 'derived' AND setting.value = '0');
DELETE FROM setting WHERE name = 'derived';
