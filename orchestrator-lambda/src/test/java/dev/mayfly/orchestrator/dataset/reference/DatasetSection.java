package dev.mayfly.orchestrator.dataset.reference;

import static dev.mayfly.orchestrator.dataset.reference.DatasetKey.optional;
import static dev.mayfly.orchestrator.dataset.reference.DatasetKey.required;

import java.util.List;

/** The sections of a dataset file with their keys, in the order in which a reader meets them. */
enum DatasetSection {
    FILE(
            "",
            "The file",
            List.of(
                    required(
                            "dataset",
                            ValueShape.NAME,
                            "The dataset's name. The file is `datasets/NAME.yaml` in the state bucket.",
                            "orders",
                            "Orders"),
                    required(
                            "source",
                            ValueShape.PREFIX,
                            "Where CSV files arrive. `${raw}` is the deployment's own bucket.",
                            "s3://${raw}/orders/",
                            "s3://${raw}/orders"),
                    required(
                            "curated",
                            ValueShape.PREFIX,
                            "Where the tables' Parquet files go. It must not lie below `source`. `${curated}` is the deployment's own bucket.",
                            "s3://${curated}/orders/",
                            "s3://${raw}/orders/tables/"),
                    required(
                            "database",
                            ValueShape.TABLE_NAME,
                            "The Glue database of the tables. It must exist before a run.",
                            "shop",
                            "my-shop"),
                    optional(
                            "onRemoved",
                            ValueShape.REMOVALS,
                            "hold",
                            "What happens when a file that the current tables were made of is deleted: `hold` waits for `approve`, `publish` starts a run.",
                            "publish",
                            "delete"),
                    optional("ready", ValueShape.SECTION, "", "When the files are complete.", "", ""),
                    optional("cost", ValueShape.SECTION, "", "What a run may cost.", "", ""),
                    required("tables", ValueShape.SECTION, "The tables, each by its name.", "", ""),
                    optional(
                            "views",
                            ValueShape.SECTION,
                            "",
                            "Athena views beside the tables, each by its name.",
                            "",
                            ""))),
    READY(
            "ready",
            "`ready`: when a run starts",
            List.of(
                    optional(
                            "quiet",
                            ValueShape.DURATION,
                            "",
                            "A run starts when no file has arrived or changed for this long. Without a `ready` section it is `2m`; in a section without it, files alone start no run.",
                            "5m",
                            "5 minutes"),
                    optional(
                            "manifest",
                            ValueShape.FILE_NAME,
                            "_manifest.json",
                            "The object below `source` that lists the files of a complete upload; a run starts as soon as they are there.",
                            "_ready.json",
                            "ready.json"),
                    optional(
                            "maxWait",
                            ValueShape.DURATION,
                            "1h",
                            "The longest wait for quiet: files that keep arriving start a run then.",
                            "3h",
                            "forever"))),
    COST(
            "cost",
            "`cost`: the bounds of a run",
            List.of(
                    optional(
                            "template",
                            ValueShape.NAME,
                            "auto",
                            "The cluster template by name, or `auto` for the smallest that is meant for the size of the input.",
                            "small",
                            "Small"),
                    optional(
                            "maxDuration",
                            ValueShape.DURATION,
                            "45m",
                            "The longest that the step may take. The cluster is terminated then.",
                            "2h",
                            "2 hours"),
                    optional(
                            "perRunUsd",
                            ValueShape.USD,
                            "1.50",
                            "The most that one run may cost. A run that could cost more is not launched.",
                            "3.00",
                            "3 USD"),
                    optional(
                            "perDayUsd",
                            ValueShape.USD,
                            "10",
                            "The most that the dataset's runs may cost in one day (UTC).",
                            "20",
                            "20 USD"))),
    TABLE(
            "tables.NAME",
            "`tables.NAME`: a table",
            List.of(
                    required(
                            "files",
                            ValueShape.PATTERN,
                            "The files of the table below `source`: `*` is any text without a slash, `**/` any folders.",
                            "\"orders*.csv\"",
                            "/orders.csv"),
                    optional(
                            "required",
                            ValueShape.FLAG,
                            "true",
                            "Whether a run waits until the table has a file.",
                            "false",
                            "\"no\""),
                    required("columns", ValueShape.SECTION, "The columns, each by its name.", "", ""),
                    optional(
                            "partitionBy",
                            ValueShape.NAMES,
                            "[]",
                            "Partition columns: a column, `day(c)`, `bucket(c, N)` or `group(c, top N)`, each with `as name` where another name is wanted.",
                            "[day(ordered_at)]",
                            "[month(ordered_at)]"),
                    optional(
                            "sortBy",
                            ValueShape.NAMES,
                            "[]",
                            "The order of the rows in each file.",
                            "[id]",
                            "[unknown]"),
                    optional(
                            "targetFileMb",
                            ValueShape.COUNT,
                            "128",
                            "The size at which a Parquet file ends, in MiB.",
                            "256",
                            "0"),
                    optional(
                            "maxPartitions",
                            ValueShape.COUNT,
                            "10000",
                            "The most partitions that the table may have. A run with more fails before it writes.",
                            "100",
                            "many"),
                    optional(
                            "maxRejected",
                            ValueShape.SHARE,
                            "0%",
                            "The share of rows that may be rejected before the run fails.",
                            "0.1%",
                            "101%"),
                    optional(
                            "maxShrink",
                            ValueShape.SHARE,
                            "50%",
                            "The share of rows that the table may lose against the generation before. A run that loses more waits for `approve`.",
                            "10%",
                            "-1%"),
                    optional(
                            "countDuplicates",
                            ValueShape.FLAG,
                            "false",
                            "Whether the manifest counts rows that are the same byte for byte. No row is dropped.",
                            "true",
                            "\"yes\""),
                    optional(
                            "adopt",
                            ValueShape.FLAG,
                            "false",
                            "Whether a table of this name that Mayfly did not create may be taken over.",
                            "true",
                            "\"yes\""),
                    optional(
                            "columnsMayChange",
                            ValueShape.FLAG,
                            "false",
                            "Whether the columns may differ from those of the published table.",
                            "true",
                            "\"yes\""),
                    optional(
                            "atomic",
                            ValueShape.SWITCH,
                            "partition",
                            "Whether readers see a new generation of the whole table at once (`table`, through a view) or partition by partition.",
                            "table",
                            "\"yes\""),
                    optional(
                            "multiline",
                            ValueShape.FLAG,
                            "false",
                            "Whether a value in quotes may hold line breaks. Files are then read whole.",
                            "true",
                            "\"yes\""),
                    optional(
                            "mayBeEmpty",
                            ValueShape.FLAG,
                            "false",
                            "Whether a file may have a header and no rows.",
                            "true",
                            "\"yes\""),
                    optional(
                            "integralDecimals",
                            ValueShape.FLAG,
                            "false",
                            "Whether `42.0` is accepted in columns of whole numbers.",
                            "true",
                            "\"yes\""))),
    COLUMN(
            "tables.NAME.columns.NAME",
            "`tables.NAME.columns.NAME`: a column",
            List.of(
                    required(
                            "type",
                            ValueShape.TYPE,
                            "`bigint`, `int`, `double`, `decimal(p,s)`, `string`, `boolean`, `date`, `timestamp` (microseconds) or `timestamp(3)`. `name: type` is short for a column with a type alone.",
                            "bigint",
                            "number"),
                    optional(
                            "nullable",
                            ValueShape.FLAG,
                            "false",
                            "Whether an empty field is accepted and becomes NULL.",
                            "true",
                            "\"yes\""),
                    optional(
                            "comment",
                            ValueShape.TEXT,
                            "",
                            "What the column holds; it is shown in the catalog.",
                            "the order",
                            ""),
                    optional("min", ValueShape.VALUE, "", "The smallest value that is accepted.", "1", "one"),
                    optional("max", ValueShape.VALUE, "", "The largest value that is accepted.", "9", "nine"),
                    optional("oneOf", ValueShape.VALUES, "", "The values that are accepted.", "[1, 2]", "[one]"),
                    optional(
                            "presentWhen",
                            ValueShape.CONDITION,
                            "",
                            "Another column and its values: the field has a value in these rows and is empty in all others. Needs `nullable: true`.",
                            "{ page: [home] }",
                            "{ nothing: [home] }"),
                    optional(
                            "integralDecimals",
                            ValueShape.FLAG,
                            "the table's",
                            "Whether `42.0` is accepted in this column of whole numbers.",
                            "true",
                            "\"yes\""),
                    optional(
                            "from",
                            ValueShape.VALUES,
                            "",
                            "The header of the column in the files, where it differs from the column's name; several are alternatives.",
                            "[\"Order ID\"]",
                            "[]"),
                    optional(
                            "fromPath",
                            ValueShape.TEXT,
                            "",
                            "The name in a folder `name=value/` of the object's key that the value is read from.",
                            "dt",
                            "\"\""),
                    optional(
                            "missing",
                            ValueShape.MISSING,
                            "fail",
                            "What happens with a file that lacks the column: `null` reads NULL, `fail` fails the run. Needs `nullable: true`.",
                            "null",
                            "zero"))),
    VIEW(
            "views.NAME",
            "`views.NAME`: a view",
            List.of(
                    required(
                            "sql",
                            ValueShape.TEXT,
                            "The query, in the SQL of Athena engine version 3.",
                            "SELECT 1",
                            ""),
                    required(
                            "columns", ValueShape.SECTION, "The columns that the query returns, in its order.", "", ""),
                    optional(
                            "comment",
                            ValueShape.TEXT,
                            "",
                            "What the view is for; it is shown in the catalog.",
                            "daily sums",
                            ""))),
    VIEW_COLUMN(
            "views.NAME.columns.NAME",
            "`views.NAME.columns.NAME`: a view's column",
            List.of(
                    required("type", ValueShape.TYPE, "As for a table's column.", "bigint", "number"),
                    optional("nullable", ValueShape.FLAG, "false", "Accepted, and without effect.", "true", "\"yes\""),
                    optional("comment", ValueShape.TEXT, "", "What the column holds.", "the sum", "")));

    private final String path;
    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<DatasetKey> keys;

    DatasetSection(String path, String title, List<DatasetKey> keys) {
        this.path = path;
        this.title = title;
        this.keys = keys;
    }

    /** Keys from the file's root on, NAME where the file's owner names something. */
    String path() {
        return path;
    }

    String title() {
        return title;
    }

    List<DatasetKey> keys() {
        return keys;
    }
}
