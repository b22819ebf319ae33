package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What lies below a source prefix; LIST is the truth. */
public interface InputListing {
    /** Every object below the prefix, in the order of keys; more than {@code most} are refused. */
    List<InputFile> list(URI prefix, int most);

    /** A small document below the prefix, where it is there. */
    Optional<byte[]> document(URI uri);

    /** The ETag of an object, where it is there and may be seen. */
    Optional<String> etag(URI uri);
}
