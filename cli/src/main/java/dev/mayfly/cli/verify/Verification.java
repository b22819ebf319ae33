package dev.mayfly.cli.verify;

import dev.mayfly.cli.cloud.DatasetSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The run and then the checks, on a deployment that stands; the same on AWS and on the embedded cloud. */
final class Verification {
    private final Target site;
    private final double scale;
    private final Consumer<String> say;

    Verification(Target site, double scale, Consumer<String> say) {
        this.site = site;
        this.scale = scale;
        this.say = say;
    }

    List<VerifyReport.Line> look(DatasetSource shipped, WorstCase worst, Path data) {
        List<VerifyReport.Line> lines = new ArrayList<>();
        Target seen = site;
        say.accept("running synthetic data");
        try {
            seen = site.after(
                    new RunOnSite(site, scale).carryOut(RunOnSite.dataset(shipped, site.names(), worst), data));
        } catch (Exception e) {
            lines.add(
                    new VerifyReport.Line("A run on synthetic data comes to its end", Finding.of(false, e.toString())));
        }
        for (Check check : Checks.all()) {
            say.accept("looking at: " + check.assumption());
            lines.add(Checks.look(check, seen));
        }
        return lines;
    }
}
