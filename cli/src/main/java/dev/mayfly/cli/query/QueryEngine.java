package dev.mayfly.cli.query;

import java.util.List;

/** Something that answers SQL. */
public interface QueryEngine extends AutoCloseable {
    /** One query's answer, or an exception that says why there is none. */
    QueryAnswer ask(String sql) throws Exception;

    /** The rows, the first of them the columns' names, and what there is to know of how they were come by, a line each. */
    record QueryAnswer(List<List<String>> rows, List<String> notes) {
        public QueryAnswer {
            rows = List.copyOf(rows);
            notes = List.copyOf(notes);
        }
    }

    @Override
    void close() throws Exception;
}
