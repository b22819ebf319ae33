package dev.mayfly.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mayfly.simulator", importOptions = DoNotIncludeTests.class)
class SimulatorArchitectureTest {
    private static final String ROOT = "dev.mayfly.simulator";

    @ArchTest
    static final ArchRule noRoomsInACircle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule promisesAndTheCloudNeverSeeTheFunction = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".invariant..", ROOT + ".cloud..", ROOT + ".fault..", ROOT + ".time..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mayfly.orchestrator..");

    @ArchTest
    static final ArchRule nothingKnowsTheRealTime = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC");
}
