package dev.mayfly.local.lambda;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Feeds a function from a queue, as Lambda's poller does: batches by size and window, never more of them at once than allowed.
 * What the function did not settle comes back when its visibility time is over, and goes to the dead letters by the queue's own policy.
 */
final class EventSourcePoller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSourcePoller.class);
    private static final int MOST_PER_CALL = 10;
    // Lambda's own poller waits 20 s; a closing cloud would wait for it.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);

    private final EventSourceMapping source;
    private final FunctionHost host;
    private final Clock clock;
    private final SqsClient sqs;
    private final Semaphore batches;
    private final ExecutorService threads;
    private volatile boolean closed;

    EventSourcePoller(EventSourceMapping source, FunctionHost host, URI endpoint, Clock clock) {
        this.source = source;
        this.host = host;
        this.clock = clock;
        this.batches = new Semaphore(source.maximumConcurrency());
        this.sqs = SqsClient.builder()
                .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(Duration.ofMinutes(5)))
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("lambda", "lambda")))
                .build();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "lambda-queue-" + source.queueName());
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::poll);
    }

    private void poll() {
        while (!closed) {
            try {
                batches.acquire();
                List<Message> messages = gather();
                if (messages.isEmpty()) {
                    batches.release();
                } else {
                    threads.execute(() -> feed(new QueueBatch(source, messages)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                batches.release();
                trouble("cannot receive", e);
            }
        }
    }

    private List<Message> gather() {
        String url = sqs.getQueueUrl(r -> r.queueName(source.queueName())).queueUrl();
        List<Message> messages = new ArrayList<>(receive(url, source.batchSize(), LONGEST_WAIT));
        Instant end = clock.instant().plus(source.batchingWindow());
        Duration left = source.batchingWindow();
        while (!messages.isEmpty() && messages.size() < source.batchSize() && left.compareTo(Duration.ZERO) > 0) {
            messages.addAll(receive(url, source.batchSize() - messages.size(), left));
            left = Duration.between(clock.instant(), end);
        }
        return messages;
    }

    private List<Message> receive(String url, int most, Duration wait) {
        // Whole seconds, rounded up: a call that does not wait would be repeated at once.
        long seconds = Math.min(LONGEST_WAIT.toSeconds(), (wait.toMillis() + 999) / 1000);
        return sqs.receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(Math.min(MOST_PER_CALL, most))
                        .waitTimeSeconds((int) seconds)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private void feed(QueueBatch batch) {
        try {
            Outcome outcome = host.invoke(Invocation.of(batch.event()));
            delete(batch.settled(outcome));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble("cannot feed " + batch.messages().size() + " messages", e);
        } finally {
            batches.release();
        }
    }

    private void delete(List<Message> settled) {
        String url = sqs.getQueueUrl(r -> r.queueName(source.queueName())).queueUrl();
        for (int from = 0; from < settled.size(); from += MOST_PER_CALL) {
            List<Message> some = settled.subList(from, Math.min(settled.size(), from + MOST_PER_CALL));
            sqs.deleteMessageBatch(r -> r.queueUrl(url)
                    .entries(some.stream()
                            .map(message -> DeleteMessageBatchRequestEntry.builder()
                                    .id(Integer.toString(some.indexOf(message)))
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                            .toList()));
        }
    }

    private void trouble(String what, RuntimeException e) {
        if (!closed) {
            LOG.warn("{}: {}: {}", source.queueName(), what, e.toString(), e instanceof SdkException ? null : e);
            LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("{}: the poller did not stop in time", source.queueName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sqs.close();
    }
}
