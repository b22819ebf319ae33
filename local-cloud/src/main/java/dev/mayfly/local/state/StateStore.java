package dev.mayfly.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Sorted maps that are there again when the local cloud is started on the same folder, even after a kill. */
public final class StateStore implements AutoCloseable {
    private final MVStore store;

    private StateStore(MVStore store) {
        this.store = store;
    }

    /** Opens the one file of a folder; a folder that another process has open is refused. */
    public static StateStore open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new StateStore(new MVStore.Builder()
                    .fileName(folder.resolve("state.mv").toString())
                    .autoCommitDisabled()
                    .open());
        } catch (MVStoreException e) {
            throw new IllegalStateException(
                    folder + " cannot be opened; is another local cloud running on it? " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A map of texts by name. */
    public Map<String, String> map(String name) {
        return store.openMap(name);
    }

    /** The entries whose key is greater than {@code after} and starts with {@code prefix}, in the order of their keys. */
    public Iterator<Map.Entry<String, String>> entries(String map, String prefix, String after) {
        MVMap<String, String> entries = store.openMap(map);
        String from = after.compareTo(prefix) > 0 ? after + '\0' : prefix;
        var cursor = entries.cursor(from, prefix + Character.MAX_VALUE, false);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public Map.Entry<String, String> next() {
                String key = cursor.next();
                return Map.entry(key, cursor.getValue());
            }
        };
    }

    /** All values below a prefix. */
    public List<String> values(String map, String prefix) {
        List<String> values = new ArrayList<>();
        entries(map, prefix, "").forEachRemaining(entry -> values.add(entry.getValue()));
        return values;
    }

    /** Makes everything so far outlive the process. */
    public void commit() {
        store.commit();
    }

    @Override
    public void close() {
        store.close();
    }
}
