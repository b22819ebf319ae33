package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What lies below a source prefix; LIST is the truth. */
public interface ObjectReader {
    /** The objects below the prefix, in the order of keys, and {@code most} of them where there are more. */
    Listing objects(URI prefix, int most);

    /** The same without what storage classes say of them. */
    default List<InputFile> list(URI prefix, int most) {
        return objects(prefix, most).files();
    }

    /** What HEAD shows of an object; nothing where it is gone, or another than was listed. */
    Optional<ObjectDetails> details(InputFile file);

    /** A small document of the deployment's own, where it is there. */
    Optional<byte[]> document(URI uri);

    /**
     * A document that anybody may have written, where it is there; one that is there and cannot be taken, since it is archived, encrypted
     * with a key of its own or larger than {@code mostBytes}, is an {@link UnreadableDocumentException}.
     */
    Optional<byte[]> readUntrusted(URI uri, int mostBytes);

    /** The ETag of an object, where it is there and may be seen. */
    Optional<String> etag(URI uri);
}
