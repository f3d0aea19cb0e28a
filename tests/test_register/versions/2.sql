BEGIN TRANSACTION;
CREATE TABLE book (
                series TEXT NOT NULL,
                year INTEGER NOT NULL CHECK (year BETWEEN 2400 AND 2999),
                first INTEGER NOT NULL CHECK (first > 0),
                apart BOOLEAN NOT NULL,
                PRIMARY KEY (series, year));
INSERT INTO "book" VALUES('order',2562,10,0);
INSERT INTO "book" VALUES('letter',2562,1,1);
INSERT INTO "book" VALUES('letter-ว',2562,1,0);
CREATE TABLE head (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                seq INTEGER NOT NULL,
                hash TEXT NOT NULL);
INSERT INTO "head" VALUES(1,15,'3dcbc6ccb5c6716259f0f1c77bca4f19c4eaf1b106008b633b7778e8741158f8');
CREATE TABLE log (
                seq INTEGER NOT NULL PRIMARY KEY,
                at DATE NOT NULL,
                clerk TEXT NOT NULL,
                action TEXT NOT NULL,
                series TEXT NOT NULL,
                year INTEGER NOT NULL,
                number INTEGER,
                detail TEXT NOT NULL,
                digest TEXT NOT NULL,
                previous TEXT NOT NULL,
                hash TEXT NOT NULL);
INSERT INTO "log" VALUES(1,'2019-06-07','สมศรี','open','order',2562,NULL,'','266a8c1b5ad64e08f15445f47e2dddb172983b7a501528cfadd15061921f4dd1','','e80e9d1ac725f0e491be0f1d502363615658e5dbdf49a9c36ee48e467b34266d');
INSERT INTO "log" VALUES(2,'2019-06-07','สมศรี','start','order',2562,NULL,'first 10, circulars among the others','8c4721664ba0c8b5864f2b1fc02bdb78e5d7f5d6dd9822e3f52d6dcbf7476df9','e80e9d1ac725f0e491be0f1d502363615658e5dbdf49a9c36ee48e467b34266d','563457eb862b87d6b1b04f548a826f9d9b45a14aad98cb1015540c0ffac2e6de');
INSERT INTO "log" VALUES(3,'2019-06-07','สมศรี','take','order',2562,10,'2019-06-07','cb30a2018547c139e3181bd7bb6f117f2f6481b2a2245e24856f7779c6495418','563457eb862b87d6b1b04f548a826f9d9b45a14aad98cb1015540c0ffac2e6de','8d49c623a56cdf37e16a2a856f181d8ab57b9c98ae51648cb6bf4cbf7807c737');
INSERT INTO "log" VALUES(4,'2019-06-07','สมศรี','take','order',2562,11,'2019-06-07','e00b29c66e0a95998cab554f85b91937a260819fd3a57b0c61881bb6160cb831','8d49c623a56cdf37e16a2a856f181d8ab57b9c98ae51648cb6bf4cbf7807c737','394db3fe3a932dffb89ca22da5ec02d15feab4c36c593ed8f78ea4390d8f693a');
INSERT INTO "log" VALUES(5,'2019-06-07','สมศรี','void','order',2562,11,'2019-06-07','6e32daaf6429985ef5bfcc3c38c835204dc074561411808f8bf8c52fbce62a27','394db3fe3a932dffb89ca22da5ec02d15feab4c36c593ed8f78ea4390d8f693a','4d7546a8637620a07be586af16e03dbab15f46470aae09dc90f25da953a5eedf');
INSERT INTO "log" VALUES(6,'2019-06-07','สมศรี','reserve','order',2562,12,'2019-06-07','8fe85f22ae535a2886a0b11d45f32a5116fee91d0f1d92a547be9429c320b777','4d7546a8637620a07be586af16e03dbab15f46470aae09dc90f25da953a5eedf','d69ed2c350dd7565469458b52e30dbf12cee764df45791095e96bd0a772706a3');
INSERT INTO "log" VALUES(7,'2019-06-07','สมศรี','take','order',2562,13,'2019-06-07','25dcefc73cb04be355a91e0d08cb64ac52f1563049b756d210f666c95b482690','d69ed2c350dd7565469458b52e30dbf12cee764df45791095e96bd0a772706a3','2c230f3156ae221cda69d5cf81deae1f18e62bff591a784f915797d370abd8d8');
INSERT INTO "log" VALUES(8,'2019-06-07','สมศรี','take','order',2562,14,'2019-06-07','7e902df53f13257afee8915c70881b712c3ff780053af209e59289822a12217c','2c230f3156ae221cda69d5cf81deae1f18e62bff591a784f915797d370abd8d8','aefd3942d474ea6983f869c96f882c33ad5b8fd719853c228da5ba9a237abdff');
INSERT INTO "log" VALUES(9,'2019-06-07','สมศรี','release','order',2562,14,'','e1446d2aa5996bdf62904f03fac73576a93f0960a6561fdf9653c4087f77a267','aefd3942d474ea6983f869c96f882c33ad5b8fd719853c228da5ba9a237abdff','579758548b3c3d18e09d8b40b95b32cdd5f86b3b014e4f1ff87e843744658679');
INSERT INTO "log" VALUES(10,'2019-06-07','สมศรี','record','order',2562,15,'2019-06-07','ad469b1c0f730458ec2d8107fde0fd937839de14c0ac4ff1ff112f1e8f229575','579758548b3c3d18e09d8b40b95b32cdd5f86b3b014e4f1ff87e843744658679','4492aa71403d974dc3b24dcd8217557d332bfcd4561e03e59ae806fdb8ec24b5');
INSERT INTO "log" VALUES(11,'2019-06-07','สมศรี','open','letter',2562,NULL,'','262cc9137e0c9c640eb2899c028320ada733427e72cdf816df613cc1c03b926a','4492aa71403d974dc3b24dcd8217557d332bfcd4561e03e59ae806fdb8ec24b5','f46f0d23e317ee61f3a69634f37216c7e5fb3bc6fe393705aefd48515fd2cb0b');
INSERT INTO "log" VALUES(12,'2019-06-07','สมศรี','circulars','letter',2562,NULL,'first 1, circulars apart','aa55465be35c689a8484ebac3a912b43d09a8d317b6afeb4ade27bf4dd716c32','f46f0d23e317ee61f3a69634f37216c7e5fb3bc6fe393705aefd48515fd2cb0b','9a48e22aa0b4b2ad84054713569c402e0b0c96b23053fc2d3200c402f8759097');
INSERT INTO "log" VALUES(13,'2019-06-07','สมศรี','open','letter-ว',2562,NULL,'','ea8510e5cc0b7ddf798e7154dad4f3a165e45053f99e8e4add6628a9ba19d6a8','9a48e22aa0b4b2ad84054713569c402e0b0c96b23053fc2d3200c402f8759097','eae2dc926524746bc43c514314f4b48fb3cd5d0814713f981943343a1653b613');
INSERT INTO "log" VALUES(14,'2019-06-07','สมศรี','take','letter-ว',2562,1,'2019-06-07','2d9d86fd3470e070966174bca7308dd692bc7f4e96aaf461eac9908dd4cde141','eae2dc926524746bc43c514314f4b48fb3cd5d0814713f981943343a1653b613','e50669f2b0b4b6ee5cb9f0a83175b3097c81be4beaeb9b75d14dc21f9b172883');
INSERT INTO "log" VALUES(15,'2019-06-07','สมชาย','sign','order',2562,10,'2019-06-07','e2faae6f3b98a251e8ca1996ccbb3ba7586271a6cf0d41894fdcc6957a822350','e50669f2b0b4b6ee5cb9f0a83175b3097c81be4beaeb9b75d14dc21f9b172883','3dcbc6ccb5c6716259f0f1c77bca4f19c4eaf1b106008b633b7778e8741158f8');
CREATE TABLE migration (
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	at DATE NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "migration" VALUES(1,'books, numbers and a hash-chained log','2019-06-07');
INSERT INTO "migration" VALUES(2,'the signed copy of a paper','2019-06-07');
CREATE TABLE number (
                series TEXT NOT NULL,
                year INTEGER NOT NULL,
                number INTEGER NOT NULL CHECK (number > 0),
                circular BOOLEAN NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('free', 'reserved', 'pending', 'issued', 'void')),
                day DATE,
                subject TEXT NOT NULL,
                sent_from TEXT NOT NULL,
                sent_to TEXT NOT NULL,
                operation TEXT NOT NULL,
                remark TEXT NOT NULL,
                reason TEXT NOT NULL,
                forced TEXT NOT NULL,
                given BOOLEAN NOT NULL,
                paper TEXT,
                file TEXT NOT NULL,
                clerk TEXT NOT NULL,
                entered DATE,
                voided DATE,
                voided_by TEXT NOT NULL, signed TEXT,
                PRIMARY KEY (series, year, number));
INSERT INTO "number" VALUES('order',2562,10,0,'issued','2019-06-07','แต่งตั้งคณะกรรมการ','','','','','','',0,'id-1','out/2562/order/แต่งตั้ง.docx','สมศรี','2019-06-07',NULL,'','out/2562/order/แต่งตั้ง (ลงนามแล้ว).pdf');
INSERT INTO "number" VALUES('order',2562,11,0,'void','2019-06-07','ลงวันที่ผิด','','','','','ลงวันที่ผิด','',0,'id-2','','สมศรี','2019-06-07','2019-06-07','สมศรี',NULL);
INSERT INTO "number" VALUES('order',2562,12,0,'reserved','2019-06-07','','','','','','คำสั่งด่วน','',0,NULL,'','สมศรี','2019-06-07',NULL,'',NULL);
INSERT INTO "number" VALUES('order',2562,13,0,'pending','2019-06-07','มอบหมายงาน','','','','','','',0,'id-4','out/2562/order/มอบหมายงาน.docx','สมศรี','2019-06-07',NULL,'',NULL);
INSERT INTO "number" VALUES('order',2562,14,0,'free',NULL,'','','','','','','',0,NULL,'','',NULL,NULL,'',NULL);
INSERT INTO "number" VALUES('order',2562,15,0,'issued','2019-06-07','จากทะเบียนกลาง','','','','','','',1,'id-6','','สมศรี','2019-06-07',NULL,'',NULL);
INSERT INTO "number" VALUES('letter-ว',2562,1,1,'issued','2019-06-07','ขอเชิญประชุม','','ทุกโรงเรียน','','','','',0,'id-7','','สมศรี','2019-06-07',NULL,'',NULL);
CREATE UNIQUE INDEX number_of_paper ON number (paper) WHERE state IN ('pending', 'issued');
CREATE INDEX number_by_day ON number (series, year, day);
CREATE INDEX number_by_state ON number (series, year, state, number);
COMMIT;
