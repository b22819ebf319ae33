package dev.mayfly.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mayfly.contract", importOptions = DoNotIncludeTests.class)
class ContractArchitectureTest {
    @ArchTest
    static final ArchRule dependsOnNothingButJackson = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.mayfly.contract..", "com.fasterxml.jackson..");
}
