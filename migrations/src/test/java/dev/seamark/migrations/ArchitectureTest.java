package dev.seamark.migrations;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.seamark.migrations",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule nothingOfOurs =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.seamark.core..", "dev.seamark.storage..", "dev.seamark.cache..")
          .because("the schema can be migrated without the rest of the product");

  @ArchTest
  static final ArchRule noFramework =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..")
          .because("the runner is also a plain command");
}
