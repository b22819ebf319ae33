package dev.mayfly.cli.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a verification saw, to be read and posted: no account number, no bucket's name and no ARN stands in it. */
record VerifyReport(Instant at, String place, WorstCase worst, List<Line> lines, List<String> steps) {
    private static final Pattern ACCOUNT = Pattern.compile("\\b\\d{12}\\b");

    VerifyReport {
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
    }

    /** An assumption and what was seen of it. */
    record Line(String assumption, Finding finding) {}

    /** Whether nothing that was looked at broke. What was not looked at is not said to hold. */
    boolean good() {
        return lines.stream().noneMatch(line -> line.finding().verdict() == Finding.Verdict.DOES_NOT_HOLD);
    }

    String markdown(List<String> allAssumptions) {
        List<String> text = new ArrayList<>();
        text.add("# What was seen of the assumptions about AWS");
        text.add("");
        text.add("%s, %s. Worst case: %s.".formatted(at, place, worst));
        text.add(
                "Deploying and destroying are unverified: nobody had run them on an account when this version was made.");
        text.add("");
        text.add("| assumption | verdict | seen |");
        text.add("|---|---|---|");
        lines.forEach(line -> text.add("| %s | %s | %s |"
                .formatted(
                        line.assumption(),
                        line.finding().verdict().words(),
                        line.finding().seen().replace("|", "\\|").replace("\n", " "))));
        allAssumptions.stream()
                .filter(one -> finding(one).isEmpty())
                .forEach(one -> text.add("| %s | %s | no check of this command looks at it |"
                        .formatted(one, Finding.Verdict.NOT_CHECKED.words())));
        text.add("");
        text.add("## What was done");
        text.add("");
        steps.forEach(step -> text.add("- " + step));
        return ACCOUNT.matcher(String.join("\n", text) + "\n").replaceAll(Matcher.quoteReplacement("ACCOUNT"));
    }

    private Optional<Line> finding(String assumption) {
        return lines.stream()
                .filter(line -> line.assumption().equals(assumption))
                .findFirst();
    }

    /** The first cells of the table in docs/assumptions.md. */
    static List<String> assumptions(List<String> document) {
        return document.stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| assumption |"))
                .map(line -> line.split("\\|", -1)[1].strip())
                .toList();
    }
}
