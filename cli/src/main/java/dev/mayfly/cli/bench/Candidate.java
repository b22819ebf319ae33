package dev.mayfly.cli.bench;

import dev.mayfly.contract.TablePlan;
import java.nio.file.Path;
import java.util.List;

/** One way from CSV to Parquet, run as a process of its own. */
interface Candidate {
    /** Makes the tables below {@code out}, which does not exist yet, and says what that took. */
    ProcessStats run(List<TablePlan> tables, Path out);
}
