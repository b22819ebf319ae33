package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * The objects below a prefix in the order of keys, those among them that are in an archive, and those of S3 Intelligent-Tiering,
 * of which a listing does not show whether they are in an archive tier.
 */
public record Listing(List<InputFile> files, List<ArchivedFile> archived, Set<URI> tiered) {
    public Listing {
        files = List.copyOf(files);
        archived = List.copyOf(archived);
        tiered = Set.copyOf(tiered);
    }
}
