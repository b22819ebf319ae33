package dev.mayfly.cli.verify;

import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;

/** Updates a table with the VersionId that it had before somebody else updated it. */
final class StaleVersionCheck implements Check {
    @Override
    public String assumption() {
        return "A wrong VersionId is refused with ConcurrentModificationException";
    }

    @Override
    public Finding run(Target site) {
        try (ScratchTable table = new ScratchTable(site, "mayfly_verify_version")) {
            String first = table.read().versionId();
            table.update(first, "second");
            String second = table.read().versionId();
            try {
                table.update(first, "third");
                return Finding.of(
                        false,
                        "version %s was taken after %s, and the table now says '%s'"
                                .formatted(first, second, table.read().description()));
            } catch (ConcurrentModificationException e) {
                return Finding.of(
                        "second".equals(table.read().description()),
                        "version %s was refused after %s: %s"
                                .formatted(first, second, e.awsErrorDetails().errorMessage()));
            }
        }
    }
}
