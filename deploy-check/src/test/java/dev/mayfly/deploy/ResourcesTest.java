package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why each resource of the template is there, and what must be true of it. */
class ResourcesTest {
    private static final Path TEMPLATE = Path.of("..", "deploy", "cloudformation.json");
    private static final Map<String, JsonNode> MADE =
            Stack.read(TEMPLATE, Map.of("NoPublishHours", "24")).resources();

    private static JsonNode of(String id) {
        return MADE.get(id).path("Properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Raw", "Curated", "State", "Artifacts"})
    void aBucketIsPrivateEncryptedVersionedAndForTlsOnly(String name) {
        JsonNode bucket = of(name + "Bucket");
        bucket.path("PublicAccessBlockConfiguration")
                .properties()
                .forEach(one ->
                        assertThat(one.getValue().asBoolean()).as(one.getKey()).isTrue());
        assertThat(bucket.path("PublicAccessBlockConfiguration")).hasSize(4);
        assertThat(bucket.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
        assertThat(bucket.at(
                                "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm")
                        .asText())
                .isEqualTo("AES256");
        assertThat(of(name + "BucketPolicy")
                        .at("/PolicyDocument/Statement/0/Condition/Bool/aws:SecureTransport")
                        .asText())
                .isEqualTo("false");
    }

    @Test
    void aKeyOfTheOwnersEncryptsEveryBucket() {
        Stack.read(TEMPLATE, Map.of("KmsKeyArn", Case.KEY)).resources().forEach((id, made) -> {
            if (made.path("Type").asText().equals("AWS::S3::Bucket")) {
                assertThat(made.at(
                                        "/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID")
                                .asText())
                        .as(id)
                        .isEqualTo(Case.KEY);
            }
        });
    }

    @Test
    void theRawBucketTellsOfArrivalsAndTheRuleTakesThemToTheQueue() {
        assertThat(of("RawBucket")
                        .at("/NotificationConfiguration/EventBridgeConfiguration/EventBridgeEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(of("FilesArrive").at("/EventPattern/detail/bucket/name/0"))
                .isEqualTo(of("RawBucket").path("BucketName"));
        assertThat(of("FilesArrive").at("/Targets/0/Arn").asText()).endsWith(":mayfly-arrivals");
        assertThat(of("OrchestratorFilesArrived").path("EventSourceArn").asText())
                .endsWith(":mayfly-arrivals");
        assertThat(of("Arrivals").at("/RedrivePolicy/deadLetterTargetArn").asText())
                .endsWith(":mayfly-arrivals-dead-letters");
    }

    @Test
    void whatFailsIsKeptForFourteenDays() {
        assertThat(of("ArrivalsDeadLetters").path("MessageRetentionPeriod").asInt())
                .isEqualTo(1_209_600);
        assertThat(of("ArrivalsPolicy").path("Queues").get(0).asText()).isEqualTo("mayfly-arrivals");
    }

    @Test
    void aBucketOfTheOwnersIsListenedToAndNotMade() {
        Map<String, JsonNode> theirs =
                Stack.read(TEMPLATE, Map.of("RawBucketName", "acme-uploads")).resources();
        assertThat(theirs).doesNotContainKeys("RawBucket", "RawBucketPolicy");
        assertThat(theirs.get("FilesArrive")
                        .at("/Properties/EventPattern/detail/bucket/name/0")
                        .asText())
                .isEqualTo("acme-uploads");
        assertThat(theirs.get("Orchestrator")
                        .at("/Properties/Environment/Variables/MAYFLY_RAW_BUCKET")
                        .asText())
                .isEqualTo("acme-uploads");
    }

    @Test
    void tablesGoToABucketOfTheOwnersAndNoneIsMade() {
        Map<String, JsonNode> theirs =
                Stack.read(TEMPLATE, Map.of("CuratedBucketName", "acme-lake")).resources();
        assertThat(theirs).doesNotContainKeys("CuratedBucket", "CuratedBucketPolicy");
        assertThat(theirs.get("Orchestrator")
                        .at("/Properties/Environment/Variables/MAYFLY_CURATED_BUCKET")
                        .asText())
                .isEqualTo("acme-lake");
        assertThat(theirs.toString()).doesNotContain("mayfly-curated-");
    }

    @Test
    void theQueueHidesAMessageSixTimesAsLongAsTheFunctionMayWork() {
        assertThat(of("Arrivals").path("VisibilityTimeout").asInt())
                .isGreaterThanOrEqualTo(6 * of("Orchestrator").path("Timeout").asInt());
    }

    @Test
    void theTickComesEveryMinuteAndClusterEventsComeToTheFunction() {
        assertThat(of("OrchestratorTick").path("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
        assertThat(of("OrchestratorClusterChanged").at("/EventPattern/source/0").asText())
                .isEqualTo("aws.emr");
        assertThat(of("OrchestratorDatasetLook").at("/EventPattern/source/0").asText())
                .isEqualTo("mayfly.mayfly");
        assertThat(of("OrchestratorEventInvokeConfig")
                        .at("/DestinationConfig/OnFailure/Destination")
                        .asText())
                .endsWith("dead-letters");
    }

    /** What docs/operations.md says of where an erased row stays, and for how long. */
    @Test
    void earlierVersionsAndWorkingCopiesGoAfterTheDaysThatTheErasurePageNames() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        assertThat(page).contains("## Erase a person's rows");
        for (String bucket : Set.of("RawBucket", "CuratedBucket", "StateBucket")) {
            assertThat(of(bucket).path("LifecycleConfiguration").toString())
                    .as(bucket)
                    .contains("\"NoncurrentDays\":30");
        }
        assertThat(page)
                .contains("| 30 days after they were replaced or deleted")
                .contains("then 30 days as earlier versions of objects");
        assertThat(days("inputs/")).isEqualTo(30);
        assertThat(page).contains("copies of files that did not keep still | 30 days,");
        assertThat(days("athena")).isEqualTo(7);
        assertThat(page).contains("| results of Athena queries | 7 days,");
        assertThat(days("logs/")).isEqualTo(90);
        assertThat(page).contains("hold no value of a row; 90 days");
    }

    private static int days(String prefix) {
        for (JsonNode rule : of("StateBucket").at("/LifecycleConfiguration/Rules")) {
            if (rule.path("Prefix").asText().equals(prefix)) {
                return rule.path("ExpirationInDays").asInt();
            }
        }
        throw new AssertionError("no rule of the state bucket is for " + prefix);
    }

    @Test
    void theFunctionHasTheRoleTheLogAndTheNamesOfItsPlaces() {
        JsonNode function = of("Orchestrator");
        assertThat(function.path("Runtime").asText()).isEqualTo("java21");
        assertThat(function.path("Role").asText()).endsWith(":role/mayfly-orchestrator");
        assertThat(function.at("/LoggingConfig/LogGroup").asText())
                .isEqualTo(of("OrchestratorLog").path("LogGroupName").asText());
        assertThat(of("OrchestratorLog").path("RetentionInDays").asInt()).isPositive();
        JsonNode names = function.at("/Environment/Variables");
        assertThat(names.path("MAYFLY_DEADLINE_GROUP"))
                .isEqualTo(of("DeadlineGroup").path("Name"));
        assertThat(names.path("MAYFLY_SECURITY_CONFIGURATION"))
                .isEqualTo(of("ClusterSecurity").path("Name"));
        assertThat(names.path("MAYFLY_CLUSTER_NODE_PROFILE"))
                .isEqualTo(of("ClusterNodeProfile").path("InstanceProfileName"));
        assertThat(names.path("MAYFLY_CLUSTER_SERVICE_ROLE").asText())
                .endsWith(of("ClusterServiceRole").path("RoleName").asText());
    }

    @Test
    void theFunctionLogsInJsonAndStartsWithTheFlagsThatWereMeasured() {
        assertThat(of("Orchestrator").at("/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
        assertThat(of("Orchestrator")
                        .at("/Environment/Variables/JAVA_TOOL_OPTIONS")
                        .asText())
                .contains("-XX:TieredStopAtLevel=1", "-Dguice_bytecode_gen_option=DISABLED")
                .doesNotContain("Diagnostic", "verify");
    }

    @Test
    void noNodeAnswersTheFirstMetadataService() {
        JsonNode metadata = of("ClusterSecurity").at("/SecurityConfiguration/InstanceMetadataServiceConfiguration");
        assertThat(metadata.path("MinimumInstanceMetadataServiceVersion").asInt())
                .isEqualTo(2);
        assertThat(metadata.path("HttpPutResponseHopLimit").asInt()).isEqualTo(1);
    }

    @Test
    void emrHasItsSecondPolicyAndNotTheFirst() {
        assertThat(of("ClusterServiceRole").path("ManagedPolicyArns").toString())
                .contains("AmazonEMRServicePolicy_v2");
    }

    @Test
    void everyRoleTakesTheOwnersBoundary() {
        String boundary = "arn:aws:iam::111122223333:policy/limit";
        Stack.read(TEMPLATE, Map.of("PermissionsBoundary", boundary))
                .resources()
                .forEach((id, made) -> {
                    if (made.path("Type").asText().equals("AWS::IAM::Role")) {
                        assertThat(made.at("/Properties/PermissionsBoundary").asText())
                                .as(id)
                                .isEqualTo(boundary);
                    }
                });
    }

    @Test
    void analystsQueryWithinALimitThatTheyCannotLift() {
        JsonNode rules = of("WorkGroup").path("WorkGroupConfiguration");
        assertThat(rules.path("EnforceWorkGroupConfiguration").asBoolean()).isTrue();
        assertThat(rules.path("BytesScannedCutoffPerQuery").asLong()).isEqualTo(100L << 30);
        assertThat(rules.at("/ResultConfiguration/OutputLocation").asText()).endsWith("/athena/");
        assertThat(of("Database").at("/DatabaseInput/Name").asText()).isEqualTo("retailrocket");
    }

    @Test
    void whoReadsRejectedRowsLeavesThemWhereNoAnalystLooksAndNotForLong() {
        JsonNode rules = of("RejectsWorkGroup").path("WorkGroupConfiguration");
        assertThat(rules.path("EnforceWorkGroupConfiguration").asBoolean()).isTrue();
        String results = rules.at("/ResultConfiguration/OutputLocation").asText();
        assertThat(results).endsWith("/athena-rejects/");
        assertThat(of("StateBucket").at("/LifecycleConfiguration/Rules"))
                .filteredOn(rule -> rule.path("ExpirationInDays").asInt() == 7)
                .singleElement()
                .satisfies(rule -> assertThat("athena-rejects/q.csv")
                        .startsWith(rule.path("Prefix").asText()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OrphanFound",
                "PastDeadline",
                "TicksMissed",
                "FunctionFails",
                "RunFailed",
                "RunHeld",
                "DayBudget",
                "PublicationStuck",
                "NothingPublished",
                "DeadLetters"
            })
    void anAlarmTellsPeopleInASentenceAndByTheTopic(String name) {
        JsonNode alarm = of(name + "Alarm");
        assertThat(alarm.at("/AlarmActions/0").asText()).endsWith(":mayfly-notices");
        assertThat(alarm.path("AlarmDescription").asText()).endsWith(".");
        assertThat(of("NoticesPolicy").toString()).contains("cloudwatch.amazonaws.com");
    }

    @Test
    void silenceOfTheTickAndOfPublicationsIsAnAlarmAndOtherSilenceIsNot() {
        Set<String> breaching = new TreeSet<>();
        MADE.forEach((id, made) -> {
            if (made.at("/Properties/TreatMissingData").asText().equals("breaching")) {
                breaching.add(id);
            }
        });
        assertThat(breaching).containsExactly("NothingPublishedAlarm", "TicksMissedAlarm");
        assertThat(Stack.read(TEMPLATE, Map.of()).resources()).doesNotContainKey("NothingPublishedAlarm");
    }

    @Test
    void theDashboardShowsEveryMetricThatAnAlarmWatchesWhatAnAuditRepairedAndWhatNobodyTook() throws Exception {
        String body = of("Dashboard").path("DashboardBody").asText();
        new com.fasterxml.jackson.databind.ObjectMapper().readTree(body);
        assertThat(body)
                .contains(
                        "OrphanFound",
                        "SecondsPastDeadline",
                        "RunFailed",
                        "RunHeld",
                        "DaySpendPercent",
                        "PublishingSeconds",
                        "CatalogRepaired",
                        "NoticeRefused");
    }

    @Test
    void nothingIsThereWithoutATestThatSaysWhy() throws Exception {
        String tests = java.nio.file.Files.readString(Path.of("src/test/java/dev/mayfly/deploy/ResourcesTest.java"))
                + java.nio.file.Files.readString(Path.of("src/test/resources/cases.txt"));
        assertThat(MADE.keySet().stream()
                        .map(id -> id.replaceAll("(Bucket|BucketPolicy|Alarm|Permission)$", ""))
                        .filter(id -> !tests.contains(id)))
                .as("resources that no test names")
                .isEmpty();
    }
}
