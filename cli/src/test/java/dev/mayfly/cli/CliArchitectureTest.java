package dev.mayfly.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mayfly.cli", importOptions = DoNotIncludeTests.class)
class CliArchitectureTest {
    private static final String ROOT = "dev.mayfly.cli";

    @ArchTest
    static final ArchRule noRoomsInACircle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatWorksOnAwsDoesNotKnowTheEmbeddedCloud = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".aws..",
                    ROOT + ".run..",
                    ROOT + ".sync..",
                    ROOT + ".query..",
                    ROOT + ".generate..",
                    ROOT + ".verify..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mayfly.local..");

    @ArchTest
    static final ArchRule theFunctionIsAskedAndNeverCalled = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".bench",
                    ROOT + ".bench.catalog..",
                    ROOT + ".aws..",
                    ROOT + ".verify..",
                    ROOT + ".sync..",
                    ROOT + ".demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mayfly.orchestrator..");

    @ArchTest
    static final ArchRule whatIsCheckedBeforehandIsReadAsTheFunctionReadsIt = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".aws..", ROOT + ".verify..", ROOT + ".bench", ROOT + ".sync..", ROOT + ".demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mayfly.orchestrator.reconcile..",
                    "dev.mayfly.orchestrator.command..",
                    "dev.mayfly.orchestrator.ledger..");

    @ArchTest
    static final ArchRule theBenchPreparesTheLedgerAndNothingElse = noClasses()
            .that()
            .resideInAPackage(ROOT + ".bench.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mayfly.orchestrator.catalog..",
                    "dev.mayfly.orchestrator.reconcile..",
                    "dev.mayfly.orchestrator.command..");

    @ArchTest
    static final ArchRule onlyTheBenchSeesTheSimulator = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mayfly.simulator..");

    @ArchTest
    static final ArchRule theGeneratorNeedsNobody = noClasses()
            .that()
            .resideInAPackage(ROOT + ".generate..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", ROOT + ".generate..");
}
