package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.InputFile;
import dev.mayfly.orchestrator.artifacts.InputChangedException;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.inputs.ArchivedFile;
import dev.mayfly.orchestrator.inputs.ArchivedFiles;
import dev.mayfly.orchestrator.inputs.InputChecksums;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.inputs.ObjectDetails;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import dev.mayfly.orchestrator.run.DatasetState;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks S3 for what a listing does not show of the inputs, once a run would start: checksums of contents, and archive tiers. */
public final class InputContents {
    private static final Logger LOG = LoggerFactory.getLogger(InputContents.class);
    /** HEAD requests of each kind in one look; so many take some ten seconds. */
    static final int MOST_ASKED = 1_000;
    /** Enough to name; the others are found when these are restored. */
    private static final int MOST_ARCHIVED = 10;

    private final ObjectReader listing;
    private final RunArtifacts exchange;

    @Inject
    public InputContents(ObjectReader listing, RunArtifacts exchange) {
        this.listing = listing;
        this.exchange = exchange;
    }

    /** Whether the contents are those that were dealt with last, and the checksums that are known of the files. */
    public record Compared(boolean same, InputChecksums checksums) {}

    /** Compares contents by checksum: files that are as they were listed then are not asked for, of the others each has to agree. */
    Compared compare(DatasetState head, Inputs inputs) {
        List<InputFile> files = inputs.files();
        Optional<InputChecksums> known =
                head.attended().flatMap(attended -> exchange.checksums(head.dataset(), attended.fingerprint()));
        InputChecksums before = known.orElse(InputChecksums.NONE);
        Map<InputFile, String> asked = new HashMap<>();
        boolean others = head.attended()
                .filter(attended -> !attended.fingerprint().equals(inputs.fingerprint()))
                .isPresent();
        boolean same = others
                && known.isPresent()
                && before.sameNamesAndSizes(files)
                && agree(files.stream().filter(file -> !before.unchanged(file)).toList(), before, asked);
        return new Compared(
                same,
                InputChecksums.of(
                        files, file -> Optional.ofNullable(asked.get(file)).or(() -> before.of(file))));
    }

    private boolean agree(List<InputFile> changed, InputChecksums before, Map<InputFile, String> asked) {
        if (changed.size() > MOST_ASKED
                || changed.stream().anyMatch(file -> before.ofSameSize(file).isEmpty())) {
            return false;
        }
        for (InputFile file : changed) {
            Optional<String> now = listing.details(file).flatMap(ObjectDetails::checksum);
            now.ifPresent(checksum -> asked.put(file, checksum));
            if (now.isEmpty() || !now.equals(before.ofSameSize(file))) {
                return false;
            }
        }
        return true;
    }

    /** Keeps what is known, so that the contents are recognised under other ETags. */
    void keep(String dataset, Inputs inputs, InputChecksums checksums) {
        exchange.snapshot(checksums, dataset, inputs.fingerprint());
    }

    /**
     * The same after asking for the checksums that are missing, as far as time and {@link #MOST_ASKED} allow. A file that is another
     * by now is listed again, unless {@code restless} ones are read as copies.
     */
    void complete(String dataset, Inputs inputs, InputChecksums known, boolean restless, BooleanSupplier timeLeft) {
        Map<InputFile, String> asked = new HashMap<>();
        int heads = 0;
        for (InputFile file : inputs.files()) {
            if (known.of(file).isPresent()) {
                continue;
            }
            if (heads == MOST_ASKED || !timeLeft.getAsBoolean()) {
                LOG.info("{}: not every file was asked for its checksum in this look", dataset);
                break;
            }
            heads++;
            Optional<ObjectDetails> details = listing.details(file);
            if (details.isEmpty() && !restless) {
                throw new InputChangedException(file.uri() + " changed after it was listed");
            }
            details.flatMap(ObjectDetails::checksum).ifPresent(checksum -> asked.put(file, checksum));
        }
        keep(
                dataset,
                inputs,
                InputChecksums.of(
                        inputs.files(),
                        file -> Optional.ofNullable(asked.get(file)).or(() -> known.of(file))));
    }

    /** What keeps a run that ends at {@code until} from reading files of S3 Intelligent-Tiering; nothing where none is archived. */
    List<String> archiveTiers(Inputs inputs, Instant until) {
        List<ArchivedFile> archived = new ArrayList<>();
        inputs.files().stream()
                .filter(file -> inputs.tiered().contains(file.uri()))
                .limit(MOST_ASKED)
                .takeWhile(file -> archived.size() < MOST_ARCHIVED)
                .forEach(file -> listing.details(file)
                        .ifPresent(details -> details.archive()
                                .ifPresent(tier -> archived.add(
                                        new ArchivedFile(file, tier, details.restoring(), details.readableUntil())))));
        return ArchivedFiles.problems(archived, inputs.files(), until);
    }
}
