package dev.mayfly.job.failure;

import static java.util.stream.Collectors.joining;

import dev.mayfly.contract.RowFreeText;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What exceptions say, without what may be values of rows: parsers repeat what they were given, and paths have the values
 * of partitions. Logs are read by more people than rows are.
 */
public final class ThrownText {
    private static final String OWN = "dev.mayfly.";
    private static final String LEFT_OUT = "its message may have values of rows and is left out";

    /** Exceptions that say what was parsed, whoever throws them; subclasses as well. */
    private static final List<Class<?>> PARSERS =
            List.of(IllegalArgumentException.class, DateTimeException.class, java.net.URISyntaxException.class);

    /** The first line of its message. */
    public static String message(Throwable thrown) {
        if (thrown.getMessage() == null) {
            return "no message";
        }
        if (thrown instanceof DisclosableMessage) {
            return thrown.getMessage();
        }
        boolean repeats = PARSERS.stream().anyMatch(parser -> parser.isInstance(thrown)) && !thrownByOwn(thrown);
        return repeats || thrown.getClass().getName().startsWith("com.univocity.")
                ? LEFT_OUT
                : RowFreeText.of(thrown.getMessage().lines().findFirst().orElse(""));
    }

    /** The whole chain as a log has it. */
    public static String trace(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(link -> "%s: %s%n%s".formatted(link.getClass().getName(), message(link), frames(link)))
                .collect(joining("%nCaused by: ".formatted()));
    }

    private static String frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace()).map("\tat %s"::formatted).collect(joining(System.lineSeparator()));
    }

    private static boolean thrownByOwn(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return thrown.getClass().equals(IllegalArgumentException.class)
                && frames.length > 0
                && frames[0].getClassName().startsWith(OWN);
    }

    private ThrownText() {}
}
