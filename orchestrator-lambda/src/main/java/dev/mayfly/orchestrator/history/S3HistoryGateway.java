package dev.mayfly.orchestrator.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * History as objects of JSON lines in the curated bucket, one for each run and generation, times in UTC as Hive's JSON SerDe reads
 * them. Where the function may not write there, which is so until a deployment is updated, the log says so and the run goes on:
 * the ledger has it all.
 */
public final class S3HistoryGateway implements HistoryWriter {
    private static final Logger LOG = LoggerFactory.getLogger(S3HistoryGateway.class);
    private static final int FORBIDDEN = 403;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule("hive").addSerializer(Instant.class, new HiveTime()))
            .build();
    private final S3Client s3;
    private final String bucket;

    @Inject
    public S3HistoryGateway(S3Client s3, @Named("curated") String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void keep(String database, RunRow run) {
        put(
                HistoryPaths.key(database, HistoryTable.RUNS) + "%s.%s.json".formatted(run.dataset(), run.runId()),
                List.of(run));
    }

    @Override
    public void keep(String database, List<GenerationRow> tables) {
        if (!tables.isEmpty()) {
            GenerationRow first = tables.get(0);
            put(
                    HistoryPaths.key(database, HistoryTable.GENERATIONS)
                            + "%s.%s.json".formatted(first.dataset(), first.generation()),
                    tables);
        }
    }

    private void put(String key, List<?> rows) {
        String lines = rows.stream().map(S3HistoryGateway::line).collect(Collectors.joining());
        try {
            s3.putObject(
                    request -> request.bucket(bucket).key(key).contentType("application/x-ndjson"),
                    RequestBody.fromBytes(lines.getBytes(UTF_8)));
        } catch (S3Exception e) {
            if (e.statusCode() != FORBIDDEN) {
                throw e;
            }
            LOG.warn("{} is not kept for readers: {}; update the deployment", key, e.getMessage());
        }
    }

    private static String line(Object row) {
        try {
            return JSON.writeValueAsString(row) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + row, e);
        }
    }

    /** {@code 2026-11-23 10:15:30.123}, in UTC. */
    private static final class HiveTime extends JsonSerializer<Instant> {
        private static final DateTimeFormatter FORM =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

        @Override
        public void serialize(Instant time, JsonGenerator to, SerializerProvider serializers) throws IOException {
            to.writeString(FORM.format(time));
        }
    }
}
