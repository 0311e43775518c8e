package dev.seamark.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.seamark.embedded", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsNothingOfTheProduct =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.seamark.core..", "dev.seamark.storage..")
          .because("the engine is started for any program");

  @ArchTest
  static final ArchRule junitStaysApart =
      noClasses()
          .that()
          .resideInAPackage("dev.seamark.embedded")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", "dev.seamark.embedded.junit")
          .because("JUnit is absent outside of tests");

  @ArchTest
  static final ArchRule childNeedsTheJdkOnly =
      classes()
          .that()
          .haveSimpleName("EngineMain")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "dev.seamark.embedded")
          .because("the child's class path is this module alone");
}
