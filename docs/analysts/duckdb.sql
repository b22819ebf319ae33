-- DuckDB over the files themselves, without Athena: the location is what the catalog says of the partition now
--   aws glue get-partition --database-name retailrocket --table-name events --partition-values transaction \
--     --query Partition.StorageDescriptor.Location --output text
-- and never a pattern over the bucket, where earlier runs' files still lie beside the present ones.
-- On S3: INSTALL httpfs; LOAD httpfs; CREATE SECRET (TYPE s3, PROVIDER credential_chain);
-- Timestamps are instants, which DuckDB shows in the machine's zone unless it is told.
SET TimeZone = 'UTC';
SET VARIABLE location = 's3://mayfly-curated-111122223333-us-east-1/retailrocket/events/20260101T000000Z-00000000-a1/event=transaction/';

SELECT itemid, count(*) AS sales
FROM read_parquet(getvariable('location') || '*.parquet', hive_partitioning = true, hive_types = {'event': VARCHAR})
WHERE event = 'transaction'
GROUP BY itemid
ORDER BY sales DESC, itemid
LIMIT 10;
