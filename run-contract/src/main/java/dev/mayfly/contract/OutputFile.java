package dev.mayfly.contract;

/** A Parquet file below its partition's location: its name without any folder, its size, its rows. */
public record OutputFile(String name, long bytes, long rows) {
    public OutputFile {
        Guards.present("name of an output file", name);
        Guards.notNegative("the size of " + name, bytes);
        Guards.notNegative("the rows of " + name, rows);
    }
}
