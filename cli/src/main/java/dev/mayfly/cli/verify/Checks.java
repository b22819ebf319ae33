package dev.mayfly.cli.verify;

import java.util.List;
import java.util.stream.Stream;

/** Everything that is looked at, the cheap before what costs a cluster. */
final class Checks {
    private Checks() {}

    static List<Check> all() {
        return Stream.concat(
                        Stream.of(
                                new ConditionalPuts(),
                                new UnconditionalWriteCheck(),
                                new CopyConditions(),
                                new StaleVersionCheck(),
                                new Segments(),
                                new TagConditions(),
                                new ScannedBytes()),
                        Stream.concat(RunChecks.all().stream(), Stream.of(new DeadlineFires(), new PowerOffCheck())))
                .toList();
    }

    /** One check after the other; one that throws has not held, and the next is looked at all the same. */
    static VerifyReport.Line look(Check check, Target site) {
        try {
            return new VerifyReport.Line(check.assumption(), check.run(site));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new VerifyReport.Line(check.assumption(), Finding.of(false, "the check itself failed: " + e));
        }
    }
}
