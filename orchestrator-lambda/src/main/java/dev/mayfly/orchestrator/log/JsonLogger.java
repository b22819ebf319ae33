package dev.mayfly.orchestrator.log;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes what is worth a person's eye as lines of JSON; strangers' chatter below a warning is left out. */
final class JsonLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    private static final String OURS = "dev.mayfly";
    private final transient Consumer<String> out;

    JsonLogger(String name, Consumer<String> out) {
        this.name = name;
        this.out = out;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        Map<String, String> about =
                Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        out.accept(JsonLogLine.of(Instant.now(), level.name(), name, String.valueOf(message), about, thrown));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return JsonLogger.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return name.startsWith(OURS);
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
