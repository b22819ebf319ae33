package dev.mayfly.orchestrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mayfly", importOptions = DoNotIncludeTests.class)
class OrchestratorArchitectureTest {
    private static final String ROOT = "dev.mayfly.orchestrator";

    @ArchTest
    static final ArchRule theCoreSeesNothingButJavaAndTheContract = classes()
            .that()
            .resideInAPackage(ROOT + ".run..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", ROOT + ".run..", "dev.mayfly.contract..");

    @ArchTest
    static final ArchRule theCoreKnowsNoTimeAndNoChance = noClasses()
            .that()
            .resideInAPackage(ROOT + ".run..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.UUID");

    @ArchTest
    static final ArchRule featuresDoNotSeeWhatPutsThemTogether = noClasses()
            .that()
            .resideInAnyPackage(features())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".reconcile..", ROOT + ".command..", ROOT);

    @ArchTest
    static final ArchRule noRoomsInACircle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyGatewaysSeeTheSdk = classes()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .haveNameNotMatching(
                    ".*(Gateway|Catalog|S3Ledger|S3DatasetIndex|AwsModule|AwsClients|NoExpectContinueInterceptor|LaunchRequest|LaunchFleet|EmrReasons|GlueMapper|GluePartitions|PrestoViewEncoder)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule onlyModulesAndTheHandlerSeeGuice = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Module")
            .and()
            .haveSimpleNameNotEndingWith("Handler")
            .and()
            .haveNameNotMatching(".*Module\\$.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject..");

    @ArchTest
    static final ArchRule theJobIsNeverSeen = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mayfly.job..", "dev.mayfly.local..", "org.apache.spark..");

    private static String[] features() {
        return java.util.stream.Stream.of(
                        "dataset",
                        "ledger",
                        "inputs",
                        "cluster",
                        "cost",
                        "catalog",
                        "view",
                        "notice",
                        "artifacts",
                        "history",
                        "log",
                        "metrics",
                        "signal",
                        "trigger")
                .map(feature -> ROOT + "." + feature + "..")
                .toArray(String[]::new);
    }
}
