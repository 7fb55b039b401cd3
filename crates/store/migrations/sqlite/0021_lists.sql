-- A thing stands in its list by its state, and by its state and kind: the page of several states is the best of a few ranges,
-- and a record written costs half the places. What the old indexes were for is read from the lists.
DELETE FROM listed WHERE bureau_id IS NOT NULL AND (facet = '*' OR facet LIKE 'kind=%');
DROP INDEX training_class_by_unit;
DROP INDEX study_run_by_unit;
