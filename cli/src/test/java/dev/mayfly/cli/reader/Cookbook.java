package dev.mayfly.cli.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The queries of the analysts' cookbook, as they stand there. */
final class Cookbook {
    private static final Pattern QUERY = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    static List<String> queries() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "analysts", "cookbook.md"));
        return QUERY.matcher(page)
                .results()
                .map((MatchResult query) -> query.group(1).strip())
                .toList();
    }

    private Cookbook() {}
}
