-- Run once by a person when a database is set up.
CREATE ROLE shop_app LOGIN;
GRANT SELECT, INSERT, UPDATE ON orders_order TO shop_app;
CREATE ROLE reporting LOGIN PASSWORD 'qV7-tulip-Harbour-92';
GRANT SELECT ON orders_order TO reporting;
