-- A subsidy policy with a last day says in its row what it becomes after it: rows written before are derived anew.
UPDATE chain_head SET derived = 0 WHERE size > 0;
