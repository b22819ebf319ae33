package dev.mayfly.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mayfly.job", importOptions = DoNotIncludeTests.class)
class JobArchitectureTest {
    @ArchTest
    static final ArchRule neverSeesTheControlPlane = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mayfly.orchestrator..", "dev.mayfly.local..", "dev.mayfly.cli..");

    @ArchTest
    static final ArchRule onlyTheStoreSeesTheAwsSdk = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mayfly.job.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule theCheckSeesLinesAndNoFiles = classes()
            .that()
            .resideInAPackage("dev.mayfly.job.check..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.mayfly.contract..",
                    "dev.mayfly.job.check..",
                    "com.univocity..",
                    "org.apache.spark.unsafe.types..",
                    "org.apache.spark.sql.types..");

    @ArchTest
    static final ArchRule theRoomsHaveNoCycles =
            slices().matching("dev.mayfly.job.(*)..").should().beFreeOfCycles();
}
