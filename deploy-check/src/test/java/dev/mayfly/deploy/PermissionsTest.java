package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, by the template that is deployed. */
class PermissionsTest {
    private static final Path TEMPLATE = Path.of("..", "deploy", "cloudformation.json");
    private static final Path MATRIX = Path.of("..", "docs", "permissions.md");
    private static final Permissions PERMISSIONS = Permissions.of(Stack.read(TEMPLATE, Map.of("KmsKeyArn", Case.KEY)));

    static List<Case> cases() {
        return Case.all();
    }

    static List<String> statements() {
        return PERMISSIONS.statements();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCallIsAllowedOrRefused(Case one) {
        assertThat(PERMISSIONS.allow(one.call())).as(one.line()).isEqualTo(one.allowed());
    }

    @Test
    void thereAreEnoughCasesOfBothKinds() {
        assertThat(cases()).hasSizeGreaterThan(60);
        assertThat(cases().stream().filter(one -> !one.allowed())).hasSizeGreaterThan(30);
    }

    @Test
    void everyStatementHasANameOfItsOwn() {
        assertThat(statements()).doesNotHaveDuplicates().noneMatch(name -> name.endsWith("/"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void noStatementCanGoUnnoticed(String statement) {
        Permissions fewer = PERMISSIONS.without(statement);

        assertThat(cases().stream().filter(one -> fewer.allow(one.call()) != one.allowed()))
                .as("without %s no case fails: it is not needed, or a case is missing", statement)
                .isNotEmpty();
    }

    @Test
    void aBucketOfTheOwnersIsReadLikeOneOfOurs() {
        Permissions theirs = Permissions.of(Stack.read(TEMPLATE, Map.of("RawBucketName", "acme-uploads")));
        Call read = new Call(
                new Call.Caller.Role("ClusterNodeRole"),
                "s3:GetObject",
                "arn:aws:s3:::acme-uploads/shop/a.csv",
                Map.of());
        Call write = new Call(
                new Call.Caller.Role("ClusterNodeRole"),
                "s3:PutObject",
                "arn:aws:s3:::acme-uploads/shop/a.csv",
                Map.of());

        assertThat(theirs.allow(read)).isTrue();
        assertThat(theirs.allow(write)).isFalse();
    }

    /** But for the refusal of plain HTTP, which is said by the bucket's own policy, and that is the owner's to say. */
    @Test
    void aCuratedBucketOfTheOwnersIsGuardedByTheRolesLikeOneOfOurs() {
        Permissions theirs =
                Permissions.of(Stack.read(TEMPLATE, Map.of("CuratedBucketName", "acme-lake", "KmsKeyArn", Case.KEY)));
        List<Case> curated = cases().stream()
                .filter(one -> one.call().resource().contains("mayfly-curated-"))
                .filter(one -> one.call().context().get("aws:SecureTransport").equals("true"))
                .toList();

        assertThat(curated).hasSizeGreaterThan(10).allSatisfy(one -> {
            Call there = new Call(
                    one.call().caller(),
                    one.call().action(),
                    one.call().resource().replaceFirst("mayfly-curated-[0-9]+-[a-z0-9-]+", "acme-lake"),
                    one.call().context());
            assertThat(theirs.allow(there)).as(there.toString()).isEqualTo(one.allowed());
        });
    }

    @Test
    void theMatrixInTheDocumentsIsTheTemplates() throws Exception {
        String matrix = "# Who may do what\n\nMade of deploy/cloudformation.json by PermissionsTest, for an account "
                + Stack.ACCOUNT
                + " and a key of the owner's;\n`./mvnw -pl deploy-check test -Dmatrix.write=true` writes it"
                + " anew.\n" + PERMISSIONS.matrix();
        if (Boolean.getBoolean("matrix.write")) {
            Files.writeString(MATRIX, matrix);
        }
        assertThat(MATRIX).as("write it with -Dmatrix.write=true").hasContent(matrix);
    }

    @Test
    void noRoleMayDoEverythingToAnything() {
        assertThat(Stream.of(
                                "OrchestratorRole",
                                "ClusterNodeRole",
                                "ClusterServiceRole",
                                "DeadlineRole",
                                "OperatorRole",
                                "AnalystRole",
                                "RejectsReaderRole")
                        .filter(role -> PERMISSIONS.allow(
                                new Call(new Call.Caller.Role(role), "iam:AttachRolePolicy", "*", Map.of()))))
                .isEmpty();
    }
}
