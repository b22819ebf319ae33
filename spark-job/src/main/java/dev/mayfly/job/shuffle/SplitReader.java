package dev.mayfly.job.shuffle;

import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.LineClassifier;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.failure.UnexpectedFailure;
import dev.mayfly.job.row.PartitionPath;
import dev.mayfly.job.row.RowBlock;
import dev.mayfly.job.row.RowBuffer;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.sort.Ranges;
import dev.mayfly.job.source.InputSplit;
import dev.mayfly.job.source.LineSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/** Reads a task's pieces and yields blocks of rows, each with its destination, and in the end what was counted. */
final class SplitReader implements Iterator<Tuple2<Integer, byte[]>> {
    /** What all blocks of a task may hold together, but for the last row of each. */
    private static final int MEMORY = 32 << 20;

    private static final int LARGEST_BLOCK = 256 << 10;
    private static final int SEEN = 1 << 8;
    /** Slots that follow one another and may hold partitions of one hash. */
    private static final int WAYS = 4;
    /** Partitions that a task counts before it hands the counts on; they are added up anyway. */
    private static final int MOST_PARTITIONS = 50_000;

    private final Configuration conf;
    private final Set<TablePlan.ReadOption> reading;
    private final RowLayout shape;
    private final ShufflePartitioner destinations;
    private final Iterator<InputSplit> pieces;
    private final RowBuffer row;
    private final RejectRow reject = new RejectRow();
    private final Ranges.Finder ranges;
    private final RowBlock[] blocks;
    private final PartitionPath partition;
    private final Queue<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    private ScanCounts counts;
    private Map<List<String>, long[]> partitions = new HashMap<>();
    /** Partitions seen lately, each in a slot near its hash: to name one costs more than to read a row. */
    private final Seen[] seen = new Seen[SEEN];

    private Optional<At> at = Optional.empty();
    /** Where the reading is while no piece is open. */
    private String place = "";

    private boolean finished;
    /** The number of the line at hand within its piece, from 1, and of the one after it. */
    private long line;

    private long nextLine;

    /** A row of a partition, and the rows and bytes of this partition so far. */
    private record Seen(UnsafeRow row, long[] count) {}

    /** The piece at hand. */
    private record At(InputSplit piece, LineSource lines, LineClassifier judge, Map<LineKind, long[]> kinds) {
        String place() {
            return "in %s, the line at byte %,d".formatted(S3Uris.shown(piece.uri()), lines.offset());
        }

        long seen() {
            return kinds.values().stream().mapToLong(count -> count[0]).sum();
        }
    }

    SplitReader(
            Configuration conf,
            Set<TablePlan.ReadOption> reading,
            Ranges ranges,
            ShufflePartitioner destinations,
            List<InputSplit> pieces) {
        this.reading = reading;
        this.conf = conf;
        this.shape = ranges.shape();
        this.destinations = destinations;
        this.pieces = pieces.iterator();
        this.row = new RowBuffer(shape);
        this.ranges = ranges.finder();
        this.partition = new PartitionPath(shape);
        this.counts = new ScanCounts(shape, destinations.ranges());
        int enough = Math.min(LARGEST_BLOCK, MEMORY / destinations.ofRows());
        this.blocks = Stream.generate(() -> new RowBlock(enough))
                .limit(destinations.ofRows())
                .toArray(RowBlock[]::new);
        TaskContext.get()
                .addTaskCompletionListener((TaskCompletionListener) task -> at.ifPresent(here -> here.lines.close()));
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty() && !finished) {
                readOn();
            }
        } catch (Throwable e) {
            throw UnexpectedFailure.<RuntimeException>inTask(at.map(At::place).orElse(place), e);
        }
        return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void readOn() {
        if (at.isPresent()) {
            read(at.get());
        } else if (pieces.hasNext()) {
            InputSplit piece = pieces.next();
            LineClassifier judge = new LineClassifier(shape.read(), shape.derived(), piece.header(), row);
            nextLine = 1;
            place = "in " + S3Uris.shown(piece.uri());
            at = Optional.of(new At(
                    piece,
                    LineSource.of(conf, reading, piece.uri(), piece.start(), piece.length()),
                    judge,
                    nothingSeen()));
        } else {
            place = "after the last line of a task";
            finish();
        }
    }

    private static Map<LineKind, long[]> nothingSeen() {
        Map<LineKind, long[]> kinds = new EnumMap<>(LineKind.class);
        Arrays.stream(LineKind.values()).forEach(kind -> kinds.put(kind, new long[1]));
        return kinds;
    }

    /** Until a block is ready or the piece is read. */
    private void read(At here) {
        LineSource lines = here.lines;
        Map<LineKind, long[]> kinds = here.kinds;
        while (lines.next()) {
            LineKind kind = here.judge.judge(lines.buffer(), lines.start(), lines.length());
            kinds.get(kind)[0]++;
            line = nextLine;
            nextLine += lines.spanned();
            if (kind == LineKind.ACCEPTED) {
                accept(here, lines);
            } else if (kind == LineKind.REJECTED) {
                reject(here);
            } else if (kind == LineKind.OTHER_HEADER) {
                counts.otherHeader(new ScanCounts.FirstLine(here.piece.id(), line, ""));
            }
            if (!ready.isEmpty()) {
                return;
            }
        }
        lines.close();
        at = Optional.empty();
        kinds.forEach((kind, count) -> counts.lines(here.piece.id(), kind, count[0]));
        TaskContext.get().taskMetrics().inputMetrics().incRecordsRead(here.seen());
    }

    private void accept(At here, LineSource lines) {
        if (shape.fingerprints()) {
            row.fingerprint(lines.buffer(), lines.start(), lines.length(), here.piece.headerId());
        }
        if (!here.judge.repaired().isEmpty()) {
            counts.repaired(here.piece.id(), shape.read().size(), here.judge.repaired());
        }
        UnsafeRow values = row.row();
        int range = ranges.of(values);
        counts.survey().add(values);
        counts.row(range, lines.length());
        count(values, lines.length());
        add(range, row.bytes(), row.length());
    }

    private void count(UnsafeRow values, int bytes) {
        long[] count = seen(values).count;
        count[0]++;
        count[1] += bytes;
    }

    private Seen seen(UnsafeRow values) {
        int first = partition.hash(values);
        for (int way = 0; way < WAYS; way++) {
            Seen one = seen[(first + way) & (SEEN - 1)];
            if (one != null && partition.same(one.row, values)) {
                return one;
            }
        }
        if (partitions.size() >= MOST_PARTITIONS) {
            handOn();
        }
        Seen one = new Seen(values.copy(), partitions.computeIfAbsent(partition.of(values), v -> new long[2]));
        int way = 0;
        while (way < WAYS - 1 && seen[(first + way) & (SEEN - 1)] != null) {
            way++;
        }
        seen[(first + way) & (SEEN - 1)] = one;
        return one;
    }

    private void reject(At here) {
        String reason = here.judge.reason();
        counts.reject(new ScanCounts.FirstLine(here.piece.id(), line, here.judge.fault()));
        reject.write(
                here.lines.bytes(), S3Uris.shown(here.piece.uri()), here.lines.offset(), here.piece.id(), line, reason);
        add(destinations.rejects(here.piece.id()), reject.bytes(), reject.length());
    }

    private void add(int destination, byte[] bytes, int length) {
        RowBlock block = blocks[destination];
        if (block.add(bytes, length)) {
            ready.add(new Tuple2<>(destination, block.take()));
        }
    }

    /** Sends each partition's count to where all counts of this partition come together. */
    private void handOn() {
        Map<Integer, ScanCounts> byDestination = new HashMap<>();
        partitions.forEach((values, count) -> byDestination
                .computeIfAbsent(
                        destinations.counts(values.hashCode()), d -> new ScanCounts(shape, destinations.ranges()))
                .partition(values, count));
        byDestination.forEach((destination, part) -> ready.add(new Tuple2<>(destination, part.bytes())));
        partitions = new HashMap<>();
        Arrays.fill(seen, null);
    }

    private void finish() {
        for (int i = 0; i < blocks.length; i++) {
            if (!blocks[i].isEmpty()) {
                ready.add(new Tuple2<>(i, blocks[i].take()));
            }
        }
        handOn();
        ready.add(new Tuple2<>(destinations.counts(TaskContext.getPartitionId()), counts.bytes()));
        finished = true;
    }
}
